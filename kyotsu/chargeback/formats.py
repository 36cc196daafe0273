"""A month's bill as JSON."""

import json

from kyotsu.chargeback.model import Chargeback


def as_json(charged: Chargeback) -> str:
    """Return all of it; amounts are text, so that no digit is lost."""
    data = {
        "stage": charged.stage,
        "month": charged.export.month,
        "lines": charged.export.lines,
        "export_total_usd": format(charged.export.total, "f"),
        "total_usd": str(charged.total),
        "total_yen": str(charged.total_yen),
        "rate": {"yen_per_usd": str(charged.rate.yen), "as_of": charged.rate.as_of.isoformat()},
        "sharing": charged.sharing,
        "foundation_usd": str(charged.foundation),
        "tenants": [
            {
                "tenant": one.key,
                "ministry": one.ministry,
                "own_usd": str(one.own),
                "share_usd": str(one.share),
                "usd": str(one.usd),
                "yen": str(one.yen),
                "services": {name: format(usd, "f") for name, usd in one.services.items()},
            }
            for one in charged.tenants
        ],
        "unallocated_usd": str(charged.unallocated_usd),
        "unallocated": [
            {
                "account": one.group.account_name or one.group.account_id,
                "tag": one.group.tag,
                "service": one.group.service,
                "usd": format(one.group.usd, "f"),
                "lines": one.group.lines,
                "why": one.why,
            }
            for one in charged.unallocated
        ],
        "notes": list(charged.notes),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)
