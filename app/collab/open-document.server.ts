/** A document as it is open on one client's socket. */
import type { Connection } from "@hocuspocus/server";

export interface OpenDocument {
  phase: "open";
  documentId: string;
  connection: Connection;
  /** Whether it has been logged that this connection tried to write without the right to. */
  warned: boolean;
}

/** Whether it still is; Hocuspocus may have closed it by itself. */
export function isOpen({ connection }: OpenDocument): boolean {
  return (
    connection.document.hasConnection(connection) &&
    connection.document.connections.get(connection.webSocket)?.connection === connection
  );
}
