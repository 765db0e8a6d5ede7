"""Values: dataclasses that nothing changes once they are made."""

from dataclasses import dataclass
from typing import dataclass_transform


@dataclass_transform(frozen_default=True, kw_only_default=True)
def value[T](made: type[T]) -> type[T]:
    """Make a dataclass with keyword arguments that the type checker, not the interpreter, keeps frozen.

    Checking each assignment at run time as well would cost a seventh of a calculation.
    """
    return dataclass(slots=True, kw_only=True)(made)
