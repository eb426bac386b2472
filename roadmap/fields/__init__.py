"""The kinds of question a worksheet can ask. Each kind owns every face of its answers."""
