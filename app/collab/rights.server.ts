/**
 * Who may open which document, and whether to write in it: asked when a document is opened, and
 * again whenever a person or a document has changed. The name of the document is what counts: one
 * socket can ask for any of them.
 */
import type { Extension, Hocuspocus } from "@hocuspocus/server";
import { findDocument } from "#db/documents";
import { subjectOf } from "../accounts/allow.server";
import { mayOnDocument } from "../accounts/policy";
import type { Validated } from "../accounts/sessions.server";
import type { AppContext } from "../context";
import type { GatedSocket } from "./gated-socket.server";
import { type CloseReason, documentIdOf, writeWithdrawn } from "./protocol";

export type Validate = (
  cookieHeader: string | undefined,
) => Promise<Pick<Validated, "person" | "withdrawn">>;

/** What Hocuspocus carries along for us with each connection. */
export interface ConnectionContext {
  socket: GatedSocket;
}

type Rights =
  | { read: true; edit: boolean }
  /** `words` say it to the client, where the reason alone does not say it all. */
  | { read: false; reason: CloseReason; words?: string };

export class RightsOfConnections {
  constructor(
    private readonly context: Pick<AppContext, "store" | "log">,
    private readonly validate: Validate,
    private readonly sockets: ReadonlySet<GatedSocket>,
    private readonly hocuspocus: Hocuspocus,
  ) {}

  readonly extension: Extension = {
    extensionName: "rights",
    onAuthenticate: async ({ documentName, connectionConfig, context }) => {
      const { socket } = context as ConnectionContext;
      const rights = await this.lookUp(socket, documentIdOf(documentName)).catch(
        (error: unknown): Rights => {
          this.context.log.error({ err: error, documentName }, "collab: rights not known");
          return { read: false, reason: "unavailable" };
        },
      );
      if (rights.read) {
        connectionConfig.readOnly = !rights.edit;
        return;
      }
      const { reason } = rights;
      const fields = { person: socket.person?.id, documentName, reason };
      this.context.log.info(fields, "collab: document refused");
      // Not an Error: Hocuspocus would print it.
      throw { reason: rights.words ?? reason };
    },
    connected: async ({ documentName, connection, context }) => {
      const { socket } = context as ConnectionContext;
      // A copy that was just being unloaded can still be handed out once, cut off from the others.
      if (this.hocuspocus.documents.get(documentName) !== connection.document) {
        socket.end("reconnect", { documentName });
        return;
      }
      if (socket.opened(documentName, connection)) await this.check(socket);
    },
  };

  /** Checks the open connections of a person, or all on a document, as they stand now. */
  async recheck(who: { personId: string } | { documentId: string } | "everyone"): Promise<void> {
    const concerned = (socket: GatedSocket): boolean => {
      if (who === "everyone") return true;
      if ("personId" in who) return socket.person?.id === who.personId;
      return [...socket.openDocuments(), ...socket.heardDocuments()].some(
        ({ documentId }) => documentId === who.documentId,
      );
    };
    const all = [...this.sockets];
    for (const socket of all) socket.markStale();
    await Promise.all(all.filter(concerned).map((socket) => this.check(socket)));
  }

  /** Why someone may not hear what is announced of a document; null if they may. */
  async refusalOfNews(socket: GatedSocket, documentId: string): Promise<CloseReason | null> {
    const rights = await this.lookUp(socket, documentId).catch((error: unknown): Rights => {
      this.context.log.error({ err: error, document: documentId }, "collab: rights not known");
      return { read: false, reason: "unavailable" };
    });
    return rights.read ? null : rights.reason;
  }

  private async check(socket: GatedSocket): Promise<void> {
    try {
      for (const document of socket.openDocuments()) {
        const { connection } = document;
        const rights = await this.lookUp(socket, document.documentId);
        if (!rights.read && (rights.reason === "signed-out" || rights.reason === "withdrawn")) {
          return socket.end(rights.reason, {}, rights.words);
        }
        if (!rights.read) socket.closeDocument(document, rights.reason);
        // Hocuspocus tells a client only once whether it may write.
        else if (rights.edit === connection.readOnly) return socket.end("reconnect");
      }
      for (const document of socket.heardDocuments()) {
        const rights = await this.lookUp(socket, document.documentId);
        if (rights.read) continue;
        if (rights.reason === "signed-out" || rights.reason === "withdrawn") {
          return socket.end(rights.reason, {}, rights.words);
        }
        socket.closeNews(document, rights.reason);
      }
    } catch (error) {
      this.context.log.error({ err: error }, "collab: rights could not be checked");
    }
  }

  private async lookUp(socket: GatedSocket, documentId: string | null): Promise<Rights> {
    const { person, withdrawn } = await this.validate(socket.cookie);
    socket.person = person;
    if (withdrawn) {
      return { read: false, reason: "withdrawn", words: writeWithdrawn(withdrawn.by) };
    }
    if (!person) return { read: false, reason: "signed-out" };
    const row =
      documentId === null ? undefined : await findDocument(this.context.store.read, documentId);
    if (!row) return { read: false, reason: "not-found" };
    const subject = subjectOf(row);
    if (!mayOnDocument(person, "read", subject).allowed) return { read: false, reason: "hidden" };
    return { read: true, edit: mayOnDocument(person, "edit", subject).allowed };
  }
}
