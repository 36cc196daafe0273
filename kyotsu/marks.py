"""The marks by which Pulumi's engine tells secrets and unknown values apart in what it writes.

Source: `sdk/go/common/resource/sig` and `sdk/go/common/resource/plugin/rpc.go` of Pulumi.
"""

from typing import Final

SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
"""The key of a mapping that says by its value what the mapping stands for."""
SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"  # noqa: S105 - it marks one, and is none
OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
REFERENCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
BLINDED: Final = "[secret]"
"""What the engine writes in a secret's place, in a digest without any other mark."""
UNKNOWNS: Final = frozenset(
    {
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",  # of a text, and in event logs of all kinds
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",  # a truth value
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",  # a number
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",  # a list
        "030794c1-ac77-496b-92df-f27374a8bd58",  # an asset
        "e48ece36-62e2-4504-bad9-02848725956a",  # an archive
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",  # an object
    }
)
