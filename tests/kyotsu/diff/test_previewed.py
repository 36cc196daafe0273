"""Proves what is read of a preview's digest, and which digests are refused. Needs no engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kyotsu.desired.placeholders import UNKNOWN
from kyotsu.diff.previewed import read_preview, read_previews
from kyotsu.diff.state import SECRET
from kyotsu.errors import UserMistake
from kyotsu.marks import UNKNOWNS

OF = "urn:pulumi:local.x::kyotsu::"
VPC = f"{OF}aws:ec2/vpc:Vpc::vpc"
SUBNET = f"{OF}aws:ec2/subnet:Subnet::private"
GONE = f"{OF}aws:ec2/subnet:Subnet::gone"


def side(urn: str, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"urn": urn, "type": urn.split("::")[2], "custom": True, "inputs": inputs, **more}


def step(op: str, urn: str, after: Any = None, before: Any = None) -> dict[str, Any]:
    sides = {"newState": after, "oldState": before}
    return {"op": op, "urn": urn, **{name: one for name, one in sides.items() if one}}


def digest(*steps: dict[str, Any], **counts: int) -> str:
    return json.dumps({"steps": steps, "changeSummary": counts})


SAME = step(
    "same",
    VPC,
    side(VPC, {"cidrBlock": "10.0.0.0/22"}),
    side(VPC, {}, id="vpc-0123456789", outputs={"arn": "arn:aws:ec2:::vpc"}),
)
NEW = step(
    "create",
    SUBNET,
    side(
        SUBNET,
        {
            "vpcId": "vpc-0123456789",
            "zone": "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
            "word": "[secret]",
        },
        propertyDependencies={"vpcId": [VPC], "zone": []},
    ),
)
REPLACED = step(
    "replace", SUBNET, side(SUBNET, {"zone": "a"}), side(SUBNET, {}, id="subnet-0123456789")
)
DELETED = step("delete", GONE, None, side(GONE, {}, id="subnet-9876543210"))


def test_what_will_be_there_is_read_and_what_goes_is_not() -> None:
    found = read_preview(digest(SAME, NEW, DELETED, same=1, create=1, delete=1), "a.json")
    assert found.graph.stack == "local.x"
    assert [*found.graph.by_urn] == [SUBNET, VPC]
    subnet = found.graph.by_urn[SUBNET]
    assert subnet.inputs == {"vpcId": "vpc-0123456789", "zone": UNKNOWN, "word": SECRET}
    assert subnet.property_dependencies == {"vpcId": (VPC,)}


@pytest.mark.parametrize("mark", sorted(UNKNOWNS))
def test_what_is_unknown_is_so_of_whatever_kind(mark: str) -> None:
    """A truth value that isn't known must not be taken for one that is true."""
    after = side(SUBNET, {"blackhole": mark, "routes": [{"gatewayId": mark}]})
    found = read_preview(digest(step("create", SUBNET, after), create=1), "a.json")
    assert found.graph.by_urn[SUBNET].inputs == {
        "blackhole": UNKNOWN,
        "routes": [{"gatewayId": UNKNOWN}],
    }


def test_ids_and_outputs_are_known_of_what_goes_on_only() -> None:
    found = read_preview(digest(SAME, REPLACED, same=1, replace=1), "a.json")
    assert found.known(VPC, "id") == "vpc-0123456789"
    assert found.known(VPC, "arn") == "arn:aws:ec2:::vpc"
    assert found.known(SUBNET, "id") is None, "its next id isn't its last one"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no digest of a preview"),
        ('{"steps": [', "no digest of a preview"),
        ('{"sequence": 1, "timestamp": 2}\n{"sequence": 2}', "no digest of a preview"),
        ("[]", "no digest of a preview"),
        ('{"steps": 3, "changeSummary": {}}', "no digest of a preview"),
        ('{"steps": [{"urn": 1, "newState": 5}], "changeSummary": {}}', "no digest of a preview"),
        (digest(NEW, same=186, create=1), "leaves out what stays the same"),
        (digest(create=0), "of 0 stacks"),
        (
            digest(NEW, step("create", "urn:pulumi:local.y::k::a:b:C::d", side(VPC, {})), create=2),
            "of 2 stacks",
        ),
    ],
)
def test_what_cannot_be_relied_upon_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(UserMistake) as refused:
        read_preview(text, "previews/a.json")
    assert str(refused.value).startswith("previews/a.json: ")
    assert says in str(refused.value)
    assert "--show-sames" in str(refused.value)


def test_a_folder_has_one_preview_a_stack(tmp_path: Path) -> None:
    with pytest.raises(UserMistake, match="there is no folder with previews"):
        read_previews(tmp_path / "none")
    with pytest.raises(UserMistake, match="there is no folder with previews"):
        read_previews(tmp_path)
    (tmp_path / "a.json").write_text(digest(NEW, create=1))
    assert [*read_previews(tmp_path)] == ["local.x"]
    (tmp_path / "b.json").write_text(digest(NEW, create=1))
    with pytest.raises(UserMistake, match=r"b\.json: another file is of stack local\.x too"):
        read_previews(tmp_path)
    (tmp_path / "b.json").write_bytes(b"\xff\xfe")
    with pytest.raises(UserMistake, match="can't be read"):
        read_previews(tmp_path)
