"""Dashboards."""

from __future__ import annotations

from localcloud.provider.vocabulary import Call, Entry, Example, Name, P

_PUT = Call("put_dashboard", inputs="all")
_BODY = (
    '{"widgets":[{"type":"text","x":0,"y":0,"width":6,"height":3,"properties":{"markdown":"a"}}]}'
)

DASHBOARD = Entry(
    type="aws:cloudwatch/dashboard:Dashboard",
    service="cloudwatch",
    inputs={
        "dashboardName": P("DashboardName", replace=True),
        "dashboardBody": P("DashboardBody", compare="json"),
    },
    create=_PUT,
    id="{dashboardName}",
    read=Call("get_dashboard", {"DashboardName": "$id"}),
    update=_PUT,
    delete=Call("delete_dashboards", {"DashboardNames": ["$id"]}),
    outputs={"dashboardArn": "DashboardArn"},
    name=Name(property="dashboardName", limit=255),
    example=Example(
        inputs={"dashboardName": "example", "dashboardBody": _BODY},
        change={"dashboardBody": _BODY.replace('"a"', '"b"')},
        replace={"dashboardName": "other"},
    ),
)

ENTRIES = [DASHBOARD]
