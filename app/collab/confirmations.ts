/**
 * Whether the server has confirmed everything that was changed on this page. Pure bookkeeping of
 * what went over one connection after the other.
 *
 * The server answers every update on a connection once: it is on disk, or it was not taken. An
 * answer does not say which update it is for, and it need not: all is confirmed when the server has
 * asked for what it lacks and been answered, every change made here has gone out on this very
 * connection, and each of these updates has been answered with a yes. What a broken connection left
 * open counts for nothing; the next one begins with the same question.
 */
export class Confirmations {
  #connected = false;
  /** Whether, on this connection, the server has been sent all that it lacked. */
  #exchanged = false;
  /** Changes made here that have not gone out on this connection. */
  #unsent = 0;
  /** Updates that went out on this connection and have not been answered. */
  #unanswered = 0;
  #refused = false;
  #unconfirmed = false;

  /** A connection is open; nothing has been exchanged on it. */
  connected(): void {
    this.#begin(true);
  }

  /** The connection is gone, and with it every answer that was to come. */
  disconnected(): void {
    this.#begin(false);
  }

  #begin(connected: boolean): void {
    this.#connected = connected;
    this.#exchanged = false;
    this.#unsent = 0;
    this.#unanswered = 0;
    this.#refused = false;
  }

  /** Something was changed here, now or on an earlier page. To be called before it is sent. */
  changed(): void {
    this.#unconfirmed = true;
    this.#unsent += 1;
  }

  /** One change has gone out. */
  sentUpdate(): void {
    this.#unsent = Math.max(0, this.#unsent - 1);
    this.#unanswered += 1;
  }

  /** Everything that the server lacked has gone out, in answer to its question. */
  sentEverything(): void {
    this.#exchanged = true;
    this.#unsent = 0;
    this.#unanswered += 1;
  }

  /**
   * The server has answered an update: it is on disk, or it was not taken.
   * @returns whether with it everything is confirmed.
   */
  answered(taken: boolean): boolean {
    this.#unanswered = Math.max(0, this.#unanswered - 1);
    if (!taken) this.#refused = true;
    if (!this.upToDate) return false;
    this.#unconfirmed = false;
    return true;
  }

  /** Whether something changed here is not known to be on the server. */
  get unconfirmed(): boolean {
    return this.#unconfirmed;
  }

  /** Whether the server is known to have all that stands on this page. */
  get upToDate(): boolean {
    return (
      this.#connected &&
      this.#exchanged &&
      this.#unsent === 0 &&
      this.#unanswered === 0 &&
      !this.#refused
    );
  }

  /** Whether changes were made that did not go out although the connection is open and in use. */
  get stuck(): boolean {
    return this.#connected && this.#exchanged && this.#unsent > 0;
  }

  /** Whether the server waits to be heard, or has to be heard. */
  get waiting(): boolean {
    return this.#connected && (!this.#exchanged || this.#unanswered > 0);
  }
}
