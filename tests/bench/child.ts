/** Processes of the benchmarks: a script that answers questions, one at a time. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The other side of a script that calls `answer`. */
export class Child<Question, Answer> {
  private constructor(
    private readonly process: ChildProcess,
    private readonly script: string,
  ) {}

  /**
   * @param nodeOptions for Node itself, such as `--expose-gc`
   * @param input what the script gets as its argument
   */
  static start<Question, Answer>(
    script: string,
    input: object,
    nodeOptions: readonly string[] = [],
  ): Child<Question, Answer> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    const child = fork(path, [JSON.stringify(input)], {
      execArgv: ["--import", "tsx", ...nodeOptions],
      serialization: "advanced",
    });
    return new Child<Question, Answer>(child, script);
  }

  /** Asks, and waits for the answer. */
  ask<Q extends Question>(question: Q): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const ended = (code: number | null) => reject(new Error(`${this.script} ended with ${code}`));
      this.process.once("exit", ended);
      this.process.once("message", (answer) => {
        this.process.off("exit", ended);
        resolve(answer as Answer);
      });
      this.process.send(question as object);
    });
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((resolve) => this.process.once("exit", resolve));
    this.process.kill("SIGTERM");
    await ended;
  }
}

/** In a script started by `Child`: what it was started with. */
export function input<Input>(): Input {
  return JSON.parse(process.argv[2] ?? "null") as Input;
}

/** In a script started by `Child`: answers its questions, and ends well when told to. */
export function answer<Question, Answer>(
  how: (question: Question) => Promise<Answer>,
  end: () => Promise<void> = async () => undefined,
): void {
  process.on("message", (question) => {
    how(question as Question).then(
      (given) => process.send?.(given),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
  process.once("SIGTERM", () => void end().finally(() => process.exit(0)));
}
