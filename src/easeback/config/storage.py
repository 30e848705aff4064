"""Files that never change under their address: each has a mark of its content in its name."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class MarkedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # it has no types
    """Scripts import each other by their marked names too."""

    support_js_module_import_aggregation = True
