"""KMS keys: rotation, the time to think before a deletion, and whether a key works at all.

Source: https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
"""

from typing import Final

from kyotsu.review.meaning.settings import (
    Setting,
    less_is_safe,
    more_is_safe,
    off_is_safe,
    on_is_safe,
    settings,
)
from policies.rule import Severity, Text

_KEY: Final = ("aws:kms/key:Key",)

CLASSIFIER: Final = settings(
    "keys",
    Setting(
        code="key-rotation-off",
        types=_KEY,
        path="enableKeyRotation",
        order=on_is_safe,
        severity=Severity.HIGH,
        looser=Text(
            ja="鍵 {name} の自動ローテーションが止まります。",
            en="The key {name} is no longer rotated by itself.",
        ),
        tighter=Text(
            ja="鍵 {name} の自動ローテーションが始まります。",
            en="The key {name} is rotated by itself from now on.",
        ),
    ),
    Setting(
        code="key-rotation-rarer",
        types=_KEY,
        path="rotationPeriodInDays",
        order=less_is_safe,
        severity=Severity.MEDIUM,
        default=365,
        looser=Text(
            ja="鍵 {name} のローテーション間隔が長くなります。",
            en="The key {name} is rotated less often.",
        ),
        tighter=Text(
            ja="鍵 {name} のローテーション間隔が短くなります。",
            en="The key {name} is rotated more often.",
        ),
    ),
    Setting(
        code="key-deletion-window-shorter",
        types=_KEY,
        path="deletionWindowInDays",
        order=more_is_safe,
        severity=Severity.HIGH,
        default=30,
        looser=Text(
            ja="鍵 {name} を削除するまでの猶予日数が短くなります。",
            en="The days in which a deletion of the key {name} can be undone become fewer.",
        ),
        tighter=Text(
            ja="鍵 {name} を削除するまでの猶予日数が長くなります。",
            en="The days in which a deletion of the key {name} can be undone become more.",
        ),
    ),
    Setting(
        code="key-disabled",
        types=_KEY,
        path="isEnabled",
        order=on_is_safe,
        severity=Severity.CRITICAL,
        default=True,
        looser=Text(
            ja="鍵 {name} が無効になり、この鍵で暗号化したデータを読めなくなります。",
            en="The key {name} is disabled: nothing that it encrypted can be read any more.",
        ),
        tighter=Text(
            ja="鍵 {name} が有効になります。",
            en="The key {name} is enabled.",
        ),
    ),
    Setting(
        code="key-lockout-check-off",
        types=_KEY,
        path="bypassPolicyLockoutSafetyCheck",
        order=off_is_safe,
        severity=Severity.HIGH,
        looser=Text(
            ja="鍵 {name} のポリシーから管理者を締め出しても止められなくなります。",
            en="Nothing stops a policy that locks everybody out of the key {name} any more.",
        ),
        tighter=Text(
            ja="鍵 {name} のポリシーから管理者を締め出す変更は拒否されるようになります。",
            en="A policy that would lock everybody out of the key {name} is refused again.",
        ),
    ),
)
