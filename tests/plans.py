"""The real plans, public administrative documents that stand beside the repository where it is built."""

from pathlib import Path

# Empty where the folder is missing: tests over it are skipped there.
PLANS = sorted((Path(__file__).resolve().parents[2] / "shared" / "seeds").glob("20*.txt"))
