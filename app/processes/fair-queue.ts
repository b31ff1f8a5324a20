/**
 * A bounded queue that serves the people who wait in turn: however many jobs one of them has, the
 * next job of everyone else comes after one of theirs at most.
 */
export interface QueueLimits {
  /** Jobs that wait, all together and of one owner. */
  total: number;
  perOwner: number;
}

export class FairQueue<Job> {
  /** The jobs of each owner, oldest first; of the owners, the one whose turn is next first. */
  private readonly jobsOf = new Map<string, Job[]>();
  private waiting = 0;

  constructor(private readonly limits: QueueLimits) {}

  get size(): number {
    return this.waiting;
  }

  /** Adds a job at the end of its owner's; false, and nothing done, if the queue is full. */
  add(owner: string, job: Job): boolean {
    const jobs = this.jobsOf.get(owner);
    if (this.waiting >= this.limits.total) return false;
    if ((jobs?.length ?? 0) >= this.limits.perOwner) return false;
    if (jobs) jobs.push(job);
    else this.jobsOf.set(owner, [job]);
    this.waiting += 1;
    return true;
  }

  /** Takes out the job whose turn it is. */
  take(): Job | undefined {
    const first = this.jobsOf.entries().next();
    if (first.done) return undefined;
    const [owner, jobs] = first.value;
    const job = jobs.shift();
    this.waiting -= 1;
    // Deleted and set again, the owner is the last of those who wait.
    this.jobsOf.delete(owner);
    if (jobs.length > 0) this.jobsOf.set(owner, jobs);
    return job;
  }

  /** Takes out a job that is no longer wanted; false if it does not wait. */
  remove(owner: string, job: Job): boolean {
    const jobs = this.jobsOf.get(owner);
    const index = jobs?.indexOf(job) ?? -1;
    if (!jobs || index < 0) return false;
    jobs.splice(index, 1);
    if (jobs.length === 0) this.jobsOf.delete(owner);
    this.waiting -= 1;
    return true;
  }

  /** Takes out all jobs. */
  clear(): Job[] {
    const jobs = [...this.jobsOf.values()].flat();
    this.jobsOf.clear();
    this.waiting = 0;
    return jobs;
  }
}
