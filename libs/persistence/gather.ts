/** Joins what is asked while an answer is under way into one question: one round trip at a time, whatever the number of askers. */
export class Gather<Q, A> {
  private waiting: { readonly question: Q; resolve(answer: A): void; reject(error: unknown): void }[] = [];
  private busy = false;

  /** `ask` gives one answer per question, in their order, none of them undefined. */
  constructor(
    private readonly ask: (questions: readonly Q[]) => Promise<readonly A[]>,
    private readonly most = 500,
  ) {}

  call(question: Q): Promise<A> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ question, resolve, reject });
      if (!this.busy) {
        this.busy = true;
        // Askers of the same tick are still to come.
        queueMicrotask(() => void this.work());
      }
    });
  }

  private async work(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, this.most);
      try {
        const answers = await this.ask(batch.map(({ question }) => question));
        for (const [i, { resolve, reject }] of batch.entries()) {
          const answer = answers[i];
          if (answer === undefined) reject(new Error(`no answer to question ${i}`));
          else resolve(answer);
        }
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.busy = false;
  }
}
