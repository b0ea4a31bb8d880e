"""Decision models: reading determinations, training, and measuring beside baselines."""
