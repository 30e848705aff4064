"""The version of the knowledge is the SHA-256 of its files: an approval names exactly one."""

import hashlib
from pathlib import Path


def version_of(*roots: Path) -> str:
    """64 hexadecimal digits; any change in any file, or of its name, changes them."""
    whole = hashlib.sha256()
    for root in roots:
        for path in sorted(root.rglob("*.yaml")):
            content = path.read_bytes()
            whole.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
            whole.update(content)
    return whole.hexdigest()
