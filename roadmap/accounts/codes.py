"""Secrets for one use that stand on paper or in a letter: random, easy to type, and kept only as a hash."""

import secrets
from hashlib import sha256

# Without I, L, O and U, which are taken for other signs. Source: Douglas Crockford's base 32.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 28  # of 5 bits each: 140 bits
GROUP = 4
LONGEST_TYPED = 100  # characters, spaces and hyphens among them
MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_code() -> str:
    """Return a code that nobody can guess, without its hyphens."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """Return a code as people read it: in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """Return the code that somebody typed in whatever case and groups; None for what cannot be one."""
    if len(typed) > LONGEST_TYPED or not typed.isascii():
        return None
    code = "".join(filter(str.isalnum, typed.upper())).translate(MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def hash_of(code: str) -> bytes:
    """Return the SHA-256 by which a code is found again; from it nobody finds the code."""
    return sha256(code.encode()).digest()
