"""What timed work comes to in units."""

from easeback.domain.billing.units import units

__all__ = ["units"]
