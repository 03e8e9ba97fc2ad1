import { ScorePoint } from "./card";

/** Points of the line in a box of the given size, the oldest at the left, score 0 at the bottom. */
export function chartLine(points: readonly ScorePoint[], width: number, height: number): string {
  const step = points.length > 1 ? width / (points.length - 1) : 0;
  return points.map((point, index) => `${round(index * step)},${round(height - (point.score / 100) * height)}`).join(" ");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
