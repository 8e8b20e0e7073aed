"""Text with positions: the file as typed, and its YAML nodes. First stage of the pipeline."""
