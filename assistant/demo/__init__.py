"""A simulated person to talk with: the proof, on any machine, that the whole loop works."""
