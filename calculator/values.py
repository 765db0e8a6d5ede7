"""Values: dataclasses that nothing changes once they are made."""

from dataclasses import dataclass
from typing import dataclass_transform


@dataclass_transform(frozen_default=True)
def value[T](made: type[T]) -> type[T]:
    """Make a dataclass that the type checker, not the interpreter, keeps frozen.

    Guarding every assignment at run time as well would cost a tenth of a calculation.
    """
    return dataclass(slots=True)(made)
