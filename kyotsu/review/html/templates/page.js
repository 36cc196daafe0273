"use strict";
// The summary is painted first; the list comes right after it.
requestAnimationFrame(() => setTimeout(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { labels, stacks, changes } = data;
  const SIGNS = { create: "+", update: "~", replace: "-/+", delete: "-", import: "=", forget: "x", read: "r", refresh: "o", other: "?" };
  const SEVERITIES = ["critical", "high", "medium", "low", "none"];
  const STEP = 200;
  const byId = (id) => document.getElementById(id);
  const q = byId("q"), list = byId("list"), more = byId("more"), matches = byId("matches"), form = byId("filters");
  const selects = { stack: byId("f-stack"), action: byId("f-action"), severity: byId("f-severity"), type: byId("f-type") };
  const language = () => (byId("lang-en").checked ? 1 : 0);

  // Texts are only ever set as text: nothing in a review can become markup.
  const make = (name, className, text) => {
    const one = document.createElement(name);
    if (className) one.className = className;
    if (text !== undefined) one.textContent = text;
    return one;
  };
  const both = (ja, en) => {
    const part = document.createDocumentFragment();
    for (const [lang, text] of [["ja", ja], ["en", en]]) {
      const one = make("span", "t", text);
      one.lang = lang;
      part.append(one);
    }
    return part;
  };
  const label = (key, values = {}) => {
    const put = (text) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    return both(put(labels[key][0]), put(labels[key][1]));
  };
  const value = (found) => {
    if (typeof found === "string") return make("pre", "", found);
    const mark = make("span", "mark");
    mark.append(label(found.m, { n: found.n }));
    if (found.k) mark.append(" ", make("code", "", found.k));
    return mark;
  };

  const needle = (one) => {
    if (one.needle === undefined) {
      const parts = [one.n, one.t, one.u, stacks[one.s]];
      for (const row of one.v || []) parts.push(row[0], row[1], row[2]);
      for (const row of one.i || []) parts.push(row[0], row[1]);
      for (const row of one.m || []) parts.push(row[1], row[2]);
      one.needle = parts.filter((part) => typeof part === "string").join("\n").toLowerCase();
    }
    return one.needle;
  };

  const detail = (one) => {
    const box = make("div", "detail");
    for (const [severity, ja, en] of one.m || []) {
      const line = make("p");
      const badge = make("span", "badge " + severity);
      badge.append(label(severity));
      line.append(badge, " ", both(ja, en));
      box.append(line);
    }
    const about = make("dl");
    const tell = (key, text) => {
      if (!text) return;
      const term = make("dt");
      term.append(label(key));
      about.append(term, make("dd", "", text));
    };
    tell("urn", one.u);
    tell("declared", one.l);
    tell("source", one.p);
    tell("steps", (one.o || []).join(" → "));
    tell("reason", (one.r || []).join(", "));
    tell("dependents", one.dn ? one.dn + ": " + one.d.join(", ") + (one.dn > one.d.length ? " …" : "") : "");
    box.append(about);
    const rows = one.v || one.i;
    if (rows) {
      const table = make("table"), head = make("tr"), body = make("tbody"), top = make("thead");
      for (const key of one.v ? ["property", "before", "after"] : ["property", "inputs"]) {
        const cell = make("th");
        cell.scope = "col";
        cell.append(label(key));
        head.append(cell);
      }
      for (const row of rows) {
        const line = make("tr"), name = make("th");
        name.scope = "row";
        name.append(make("code", "", row[0]));
        if (one.v && row[3]) {
          const badge = make("span", "badge high");
          badge.append(label("replace"));
          name.append(" ", badge);
        }
        line.append(name);
        for (const cell of row.slice(1, one.v ? 3 : 2)) {
          const box = make("td");
          box.append(value(cell));
          line.append(box);
        }
        body.append(line);
      }
      top.append(head);
      table.append(top, body);
      box.append(table);
    }
    if (one.c) {
      const rest = make("p", "note");
      rest.append(label("cut"));
      box.append(rest);
    }
    return box;
  };

  const row = (one, place, total) => {
    const item = make("li"), box = make("details"), head = make("summary");
    const sign = make("span", "sign " + one.a, SIGNS[one.a] || "?");
    sign.setAttribute("aria-hidden", "true");
    const action = make("span", "hidden");
    action.append(label(labels[one.a] ? one.a : "other"), " ");
    head.append(sign, action, make("span", "name", one.n), " ", make("span", "type", one.t), " ", make("span", "of", stacks[one.s]));
    if (one.w < 4) {
      const badge = make("span", "badge " + SEVERITIES[one.w]);
      badge.append(label(SEVERITIES[one.w]));
      head.append(" ", badge);
    }
    item.setAttribute("aria-setsize", total);
    item.setAttribute("aria-posinset", place + 1);
    box.append(head);
    box.addEventListener("toggle", () => {
      if (box.open && !box.querySelector(".detail")) box.append(detail(one));
    });
    item.append(box);
    return item;
  };

  let found = changes, shown = 0;
  const extend = (count) => {
    const part = document.createDocumentFragment();
    const end = Math.min(found.length, shown + count);
    for (; shown < end; shown++) part.append(row(found[shown], shown, found.length));
    list.append(part);
    more.hidden = shown >= found.length;
  };
  const search = () => {
    const words = q.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { stack, action, severity, type } = selects;
    found = changes.filter((one) =>
      (stack.value === "" || one.s === Number(stack.value)) &&
      (action.value === "" || one.a === action.value) &&
      (type.value === "" || one.t === type.value) &&
      (severity.value === "" || one.w <= Number(severity.value)) &&
      (!words.length || words.every((word) => needle(one).includes(word))));
    list.replaceChildren();
    shown = 0;
    extend(STEP);
    matches.replaceChildren(found.length ? label("matches", { n: changes.length.toLocaleString(), m: found.length.toLocaleString() }) : label("no_match"));
  };

  const options = () => {
    const said = (key) => labels[key][language()];
    const fill = (select, rows) => {
      const kept = select.value;
      select.replaceChildren(...[["", said("all")], ...rows].map(([key, text]) => {
        const one = make("option", "", text);
        one.value = key;
        return one;
      }));
      select.value = kept;
    };
    const used = (pick) => [...new Set(changes.map(pick))];
    fill(selects.stack, used((one) => one.s).map((number) => [String(number), stacks[number]]));
    fill(selects.action, used((one) => one.a).map((key) => [key, said(labels[key] ? key : "other")]));
    fill(selects.severity, SEVERITIES.slice(0, 4).map((key, number) => [String(number), said(key) + (number ? " ↑" : "")]));
    fill(selects.type, used((one) => one.t).sort().map((key) => [key, key]));
    document.documentElement.lang = language() ? "en" : "ja";
  };

  let waiting;
  q.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 120);
  });
  for (const one of Object.values(selects)) one.addEventListener("change", search);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(search));
  more.addEventListener("click", () => {
    const first = shown;
    extend(STEP);
    list.children[first]?.querySelector("summary").focus();
  });
  for (const one of document.querySelectorAll("[name=lang]")) one.addEventListener("change", options);
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".find");
    if (!link) return;
    form.reset();
    q.value = link.dataset.find;
    setTimeout(() => { search(); list.querySelector("summary")?.focus(); });
  });
  // On paper there is no "show more": what matches is all there, one line each.
  addEventListener("beforeprint", () => extend(found.length));

  form.hidden = false;
  options();
  search();
  document.body.dataset.ready = "";
}));
