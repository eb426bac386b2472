"""The worksheets a delegation works through, one module each, and the plan they make."""
