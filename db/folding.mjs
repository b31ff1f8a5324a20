/**
 * Folding a log: builds a document from its snapshot and the next part of its log.
 * It only reads; what it has built is saved by the server, through the one line of writers.
 */
import Database from "better-sqlite3";
import * as Y from "yjs";

/** So much of the log is applied in one go: many small updates, or a few large ones. */
const PIECE_ROWS = 200;
const PIECE_BYTES = 1024 * 1024;

/**
 * Opens the database for folding.
 * @param {string} file
 * @returns {(job: { documentId: string, upTo: number, mostRows: number, mostBytes: number }) => object}
 */
export function openForFolding(file) {
  const connection = new Database(file, {
    readonly: true,
    fileMustExist: true,
    timeout: 10_000,
  });
  const snapshotOf = connection.prepare(
    "select seq, state from document_snapshots where document_id = ?",
  );
  const logOf = connection.prepare(
    `select seq, "update", at from document_updates
     where document_id = ? and seq <= ? order by seq limit ?`,
  );

  /**
   * Builds the next snapshot. Row by row, so that it never holds more of the log than a piece.
   * @param {{ documentId: string, upTo: number, mostRows: number, mostBytes: number }} job
   */
  function fold({ documentId, upTo, mostRows, mostBytes }) {
    const doc = new Y.Doc();
    const base = snapshotOf.get(documentId);
    if (base) Y.applyUpdate(doc, base.state);
    const baseSeq = base?.seq ?? 0;
    /** @type {Uint8Array[]} */
    let piece = [];
    let pieceBytes = 0;
    const applyPiece = () => {
      doc.transact(() => {
        for (const update of piece) Y.applyUpdate(doc, update);
      });
      piece = [];
      pieceBytes = 0;
    };
    let seq = baseSeq;
    let lastAt = 0;
    let rows = 0;
    let bytes = 0;
    for (const row of logOf.iterate(documentId, upTo, mostRows)) {
      piece.push(row.update);
      pieceBytes += row.update.byteLength;
      bytes += row.update.byteLength;
      rows += 1;
      seq = Math.max(seq, row.seq);
      lastAt = Math.max(lastAt, row.at);
      if (piece.length >= PIECE_ROWS || pieceBytes >= PIECE_BYTES) applyPiece();
      if (bytes >= mostBytes) break;
    }
    applyPiece();
    return {
      baseSeq,
      seq,
      lastAt,
      rows,
      more: rows >= mostRows || bytes >= mostBytes,
      state: rows > 0 ? Y.encodeStateAsUpdate(doc) : new Uint8Array(),
    };
  }

  /** Snapshot and log as of one moment, whatever is written meanwhile. */
  return connection.transaction(fold);
}
