"""What the operating system refused, in words: no fault of ours, and mostly one the person can do something about."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "brakuje wolnego miejsca",
    errno.EDQUOT: "przekroczony jest limit miejsca",
    errno.EFBIG: "plik byłby za duży",
    errno.ENAMETOOLONG: "nazwa jest za długa",
    errno.EACCES: "brakuje uprawnień",
    errno.EPERM: "brakuje uprawnień",
    errno.EROFS: "dysk jest tylko do odczytu",
    errno.ENOENT: "nie ma takiego pliku albo folderu",
    errno.ENOTDIR: "część ścieżki nie jest folderem",
    errno.EEXIST: "stoi tam coś, co nie jest zwykłym plikiem",
    errno.EISDIR: "to jest folder",
    errno.ELOOP: "dowiązania prowadzą w kółko",
    errno.EINVAL: "system nie przyjmuje takiej nazwy",
    errno.EILSEQ: "system nie przyjmuje takiej nazwy",
    errno.EIO: "dysk zgłasza błąd",
    errno.EBADF: "jest zamknięte",
    errno.EMFILE: "otwartych jest za dużo plików",
    errno.ENFILE: "otwartych jest za dużo plików",
    errno.ENOMEM: "brakuje pamięci",
}


def reason(error: OSError) -> str:
    """In Polish, without a full stop; for what we have no words for, the number under which the system lists it."""
    known = _REASONS.get(error.errno or 0)
    return known or f"system odmówił (błąd nr {error.errno})"
