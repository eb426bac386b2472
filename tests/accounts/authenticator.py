"""An authenticator made of software: it makes passkeys and shows them as a browser passes them on.

Source: W3C Web Authentication Level 2, 6.1, 6.5 and 5.8.1.
"""

import json
from hashlib import sha256
from secrets import token_bytes

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One device with one passkey for the site at `origin`; `knows` says whether it asks for a PIN."""

    def __init__(self, origin: str, *, knows: bool = True) -> None:
        self.origin = origin
        self.knows = knows
        self.count = 0
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = token_bytes(32)
        self.handle = b""

    def make(self, options: dict) -> str:
        """Answer what `navigator.credentials.create` was asked."""
        self.handle = base64url_to_bytes(options["user"]["id"])
        data = self._data(options["rp"]["id"], ATTESTED) + bytes(16)
        data += len(self.id).to_bytes(2, "big") + self.id + self._public_key()
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        said = self._said("webauthn.create", options)
        return self._answer({"clientDataJSON": said, "attestationObject": attested})

    def show(self, options: dict) -> str:
        """Answer what `navigator.credentials.get` was asked."""
        self.count += 1
        data, said = self._data(options["rpId"]), self._said("webauthn.get", options)
        signature = self.key.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        shown = {"authenticatorData": data, "clientDataJSON": said, "signature": signature}
        return self._answer({**shown, "userHandle": self.handle})

    def _data(self, host: str, flags: int = 0) -> bytes:
        flags |= PRESENT | (VERIFIED if self.knows else 0)
        return sha256(host.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _said(self, what: str, options: dict) -> bytes:
        said = {"type": what, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _public_key(self) -> bytes:
        point = self.key.public_key().public_numbers()
        x, y = point.x.to_bytes(32, "big"), point.y.to_bytes(32, "big")
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})

    def _answer(self, parts: dict[str, bytes]) -> str:
        name = bytes_to_base64url(self.id)
        response = {key: bytes_to_base64url(value) for key, value in parts.items()}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
