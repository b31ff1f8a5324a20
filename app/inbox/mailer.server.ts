/** Sending mail through the SMTP server of the settings. */
import { createTransport } from "nodemailer";
import type { MailSettings } from "../settings.server";

export interface Mail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** The same for the same mail, should it be sent twice: mailboxes show it once. */
  messageId: string;
  /** Where whoever receives it can stop such mails. */
  unsubscribe: string;
}

export interface Mailer {
  /** Resolves once the server has taken the mail; rejects if it has not. */
  send(mail: Mail): Promise<void>;
  close(): void;
}

/** Milliseconds that a server may take to answer. */
const PATIENCE = 20_000;

export function createMailer({ server, from }: MailSettings): Mailer {
  const transport = createTransport({
    ...server,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    // Nothing in a mail is read from files or other servers.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ unsubscribe, ...mail }) {
      await transport.sendMail({
        from,
        ...mail,
        headers: {
          "Auto-Submitted": "auto-generated",
          "List-Unsubscribe": `<${unsubscribe}>`,
        },
      });
    },
    close: () => transport.close(),
  };
}
