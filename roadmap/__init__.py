"""Roadmap: strategic roadmaps, drafted, compared and published."""
