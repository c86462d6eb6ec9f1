"""Every indicator there is."""

from importlib import import_module

from metrics.indicator import REGISTRY, Indicator

THEMES = ("metrics.contact", "metrics.resolution", "metrics.satisfaction", "metrics.billing", "metrics.workload")


def collect() -> dict[str, Indicator]:
    """The indicators by name, in the order of the themes and, within one, of its file."""
    for theme in THEMES:
        import_module(theme)
    return {name: entry for theme in THEMES for name, entry in REGISTRY.items() if entry.measure.__module__ == theme}
