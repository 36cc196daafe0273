"""Signs bundles: with a key in a file, or with one that never leaves AWS KMS."""

import base64
import hashlib
from pathlib import Path
from typing import Any, Final, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kyotsu.bundle.model import Signature
from kyotsu.errors import UserMistake, WorldFault

KMS: Final = "awskms:"
BUNDLE: Final = b"kyotsu bundle, format 1\n"
EVIDENCE: Final = b"kyotsu evidence, format 1\n"
"""What is signed begins with what it is: a signature over one thing is none over another."""


class Signer(Protocol):
    """Signs as one of those that `signers.yaml` names."""

    def sign(self, manifest: bytes) -> Signature:
        """Return the signature over a manifest's bytes."""
        ...


class FileSigner:
    """Ed25519, with a private key in a PEM file."""

    def __init__(self, name: str, file: Path, purpose: bytes = BUNDLE) -> None:
        self._name = name
        self._purpose = purpose
        try:
            key = serialization.load_pem_private_key(file.read_bytes(), password=None)
        except OSError as error:
            raise UserMistake(f"the key {file} can't be read: {error.strerror}") from None
        except (ValueError, TypeError):
            raise UserMistake(f"{file} is no private key in PEM without a passphrase") from None
        if not isinstance(key, Ed25519PrivateKey):
            raise UserMistake(f"{file} is no Ed25519 key; `kyotsu review key` makes one")
        self._key = key

    def sign(self, manifest: bytes) -> Signature:
        """Sign."""
        value = self._key.sign(_message(manifest, self._purpose))
        return Signature(
            signer=self._name, algorithm="ed25519", value=base64.b64encode(value).decode()
        )


class KmsSigner:
    """ECDSA over P-256, by an asymmetric key in AWS KMS (`ECC_NIST_P256`, `SIGN_VERIFY`).

    https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html
    """

    def __init__(self, name: str, key: str, client: Any = None, purpose: bytes = BUNDLE) -> None:
        self._name = name
        self._purpose = purpose
        self._key = key
        if client is None:
            import boto3  # half a second, and a key in a file doesn't need it

            client = boto3.client("kms")
        self._client = client

    def sign(self, manifest: bytes) -> Signature:
        """Sign.

        Raises:
            WorldFault: KMS refuses.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            value = self._client.sign(
                KeyId=self._key,
                Message=_message(manifest, self._purpose),
                MessageType="RAW",
                SigningAlgorithm="ECDSA_SHA_256",
            )["Signature"]
        except (BotoCoreError, ClientError) as error:
            raise WorldFault(f"KMS didn't sign with {self._key}: {error}") from None
        return Signature(
            signer=self._name,
            algorithm="ecdsa-p256-sha256",
            value=base64.b64encode(value).decode(),
        )


def open_signer(name: str, key: str, purpose: bytes = BUNDLE) -> Signer:
    """Return the signer for what `--key` says: a file, or `awskms:` and a key's id, ARN or alias.

    Raises:
        UserMistake: the file is no such key.
    """
    if key.startswith(KMS):
        return KmsSigner(name, key.removeprefix(KMS), purpose=purpose)
    return FileSigner(name, Path(key), purpose)


def is_signed(
    manifest: bytes, signature: Signature, public_key: str, purpose: bytes = BUNDLE
) -> bool:
    """Whether the signature over the manifest was made by the public key (PEM)."""
    key = serialization.load_pem_public_key(public_key.encode())
    value = base64.b64decode(signature.value)
    message = _message(manifest, purpose)
    try:
        match key, signature.algorithm:
            case Ed25519PublicKey(), "ed25519":
                key.verify(value, message)
            case EllipticCurvePublicKey(curve=SECP256R1()), "ecdsa-p256-sha256":
                key.verify(value, message, ECDSA(hashes.SHA256()))
            case _:
                return False
    except InvalidSignature:
        return False
    return True


def new_key(file: Path) -> str:
    """Write a new private key, readable by its owner only, and return the public one (PEM).

    Raises:
        UserMistake: the file is there already, or can't be written.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_bytes(private)
    except OSError as error:
        raise UserMistake(f"{file} can't be written: {error.strerror}") from None
    return (
        key.public_key()
        .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        .decode()
    )


def _message(manifest: bytes, purpose: bytes) -> bytes:
    """Return what is signed: short, because KMS takes 4,096 bytes at most."""
    return purpose + hashlib.sha256(manifest).digest()
