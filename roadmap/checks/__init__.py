"""The linter for plans: small pure rules that say what makes a plan weak or inconsistent."""
