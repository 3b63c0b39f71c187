"""The parts that reports share, made from an assessment: standing, agenda, plan, history, resolutions, sources."""
