"""What is drawn of a network that changes, and that it is drawn where it can be seen."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from kyotsu.review.meaning.ways import Kind
from kyotsu.review.model import Action, StackReview
from kyotsu.review.picture.layout import drawn
from kyotsu.review.picture.pictures import MOST, pictures_of
from kyotsu.review.picture.reading import scenes_of
from kyotsu.review.picture.scene import State
from tests.kyotsu.review.html.reviews import change, ec2, network, quiet, review, tenant


def _stack() -> StackReview:
    return tenant(network())


def test_what_is_new_gone_and_changed_is_told_apart() -> None:
    (scene,) = scenes_of(_stack())
    assert (scene.name, scene.cidr, scene.state) == ("vpc", "10.16.0.0/20", State.SAME)
    assert scene.tiers == ["public", "private", "protected"]
    assert scene.zones == [f"ap-northeast-1{zone}" for zone in "acd"]
    states = {one.name: one.state for one in scene.subnets}
    assert {name for name, state in states.items() if state is State.NEW} == {"private-d"}
    roads = {(road.tier, road.gateway): road.state for road in scene.roads}
    assert roads == {
        ("public", (Kind.DIRECT, "internet")): State.SAME,
        ("private", (Kind.DIRECT, "internet")): State.NEW,
    }
    chips = {chip.label.en: chip.worst for chip in scene.chips}
    assert chips["Flow logs"] is State.GONE
    assert chips["Security groups"] is State.CHANGED
    assert "Route tables" not in chips


def test_a_route_that_goes_is_a_road_that_goes() -> None:
    resources = tuple(
        replace(one, action=Action.DELETE, after=None, before=one.after or {}, id="x")
        if one.name == "private-out"
        else one
        for one in network()
    )
    (scene,) = scenes_of(tenant(resources))
    assert State.GONE in {road.state for road in scene.roads if road.tier == "private"}


def test_nothing_is_drawn_where_no_network_changes() -> None:
    assert scenes_of(quiet("mof-shunou")) == ()
    bucket = change("aws:s3/bucket:Bucket", "data", Action.CREATE, after={})
    alone = replace(tenant((bucket,)), resources=(bucket, ec2("Vpc", "vpc")))
    assert scenes_of(alone) == ()


def test_everything_is_inside_of_the_drawing_and_no_box_lies_on_another() -> None:
    (scene,) = scenes_of(_stack())
    drawing = drawn(scene)
    boxes = [one for one in drawing.boxes if one.kind == "box"]
    for one in boxes:
        assert one.x >= 0
        assert one.x + one.width <= drawing.width
        assert one.y + one.height <= drawing.height
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert (
                one.x + one.width <= other.x
                or other.x + other.width <= one.x
                or one.y + one.height <= other.y
                or other.y + other.height <= one.y
            ), (one, other)


def test_the_picture_is_well_formed_whatever_things_are_called() -> None:
    hostile = "<script>alert(1)</script>&\"'"
    resources = tuple(
        replace(one, name=hostile) if one.name in ("private-d", "vpc") else one for one in network()
    )
    (picture,) = pictures_of(review(tenant(resources)))
    ElementTree.fromstring(str(picture.svg))  # noqa: S314 - our own text
    assert "<script" not in picture.svg
    assert " style=" not in picture.svg


def test_pictures_that_look_alike_are_one() -> None:
    one = _stack()
    other = replace(one, subject=replace(one.subject, tenant="mof-shunou", stack="prod.mof-shunou"))
    (picture,) = pictures_of(review(one, other))
    assert picture.caption.en == "soumu-shinsei, mof-shunou: the network “vpc”"
    assert picture.told[0].en.startswith("New: ")
    assert any("Flow logs (vpc)" in told.en for told in picture.told)


def test_pictures_are_no_more_than_can_be_looked_at() -> None:
    stacks = [
        tenant((ec2("Vpc", f"vpc{number}", Action.CREATE, after={"cidrBlock": "10.0.0.0/16"}),))
        for number in range(MOST + 3)
    ]
    pictures = pictures_of(review(*stacks))
    assert len(pictures) == MOST
    assert all(re.search(r'class="frame new"', picture.svg) for picture in pictures)
