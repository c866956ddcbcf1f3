export interface Tide {
  at: Date;
  high: boolean;
}

const HALF_CYCLE_MINUTES = 372.5; // from high to low water, on an average day

export function tidesAfter(first: Tide, count: number): Tide[] {
  return Array.from({ length: count }, (_, i) => ({
    at: new Date(first.at.getTime() + i * HALF_CYCLE_MINUTES * 60_000),
    high: i % 2 === 0 ? first.high : !first.high,
  }));
}
