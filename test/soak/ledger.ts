/** A write that somebody was told had succeeded. */
export interface Write {
  /** The text that was written, or of what was deleted. */
  readonly marker: string;
  readonly writer: string;
  readonly at: number;
  /** What the command was doing. */
  readonly during: string;
  readonly side: "convex" | "source";
  readonly kind: "insert" | "update" | "delete";
  /** Tables of the deployment that must hold the marker. */
  readonly tables: readonly string[];
}

/**
 * The cell a write went to, such as `cases/17/notes`. A later write to the same cell takes its place; what the source wrote
 * gives way to what Convex wrote over it, never the other way round.
 */
type Cell = string;

/** Every acknowledged write, and which of them must still be there at the end. */
export class Ledger {
  private readonly writes = new Map<string, Write>();
  private readonly markerOfCell = new Map<string, string>();
  private next = 0;

  constructor(
    private readonly prefix: string,
    private readonly describeMoment: () => string,
  ) {}

  /** A text that stands nowhere yet. */
  newMarker(): string {
    return `${this.prefix}-${String(this.next++)}.`;
  }

  acknowledge(write: Pick<Write, "marker" | "writer" | "side" | "kind" | "tables">, cell: Cell = write.marker): void {
    const own = `${write.side}:${cell}`;
    this.replaceIn(own);
    if (write.side === "convex") this.replaceIn(`source:${cell}`);
    this.markerOfCell.set(own, write.marker);
    this.writes.set(write.marker, { ...write, at: Date.now(), during: this.describeMoment() });
    this.acknowledged += 1;
  }

  acknowledged = 0;

  listDue(): readonly Write[] {
    return [...this.writes.values()];
  }

  private replaceIn(cell: string): void {
    const earlier = this.markerOfCell.get(cell);
    if (earlier !== undefined) this.writes.delete(earlier);
    this.markerOfCell.delete(cell);
  }
}
