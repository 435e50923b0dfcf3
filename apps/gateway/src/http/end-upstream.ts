import { Injectable } from '@nestjs/common';
import { OrganizationTree, Store, type StoredEpisode, systemEvent } from '#persistence';
import { Log } from '#runtime';
import { Alertmanager } from './alertmanager.js';

/** Tells the tenant's Alertmanager that an alert closed by hand has ended. Best effort: the ledger has closed it already. */
@Injectable()
export class EndUpstream {
  private readonly under = new Set<Promise<void>>();

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly alertmanager: Alertmanager,
    private readonly log: Log,
  ) {}

  /** Does not wait for the answer. An alert that no Alertmanager sent is nobody's to end. */
  tell(alert: StoredEpisode): void {
    if (alert.origin !== 'alertmanager') return;
    const told = this.send(alert).finally(() => this.under.delete(told));
    this.under.add(told);
  }

  /** What is under way is told to its end before the app stops. */
  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.under);
  }

  private async send({ organization_id, labels, annotations, starts_at, ends_at }: StoredEpisode): Promise<void> {
    try {
      const tenant = (await this.tree.current()).get(organization_id)?.tenantId;
      if (tenant === undefined) return;
      const body = [{ labels, annotations, startsAt: starts_at, endsAt: ends_at }];
      const { status } = await this.alertmanager.call(tenant, 'POST', '/api/v2/alerts', body);
      if (status >= 300) throw new Error(`the Alertmanager answers with status ${status}`);
    } catch (error) {
      await this.failed(organization_id, error);
    }
  }

  private async failed(organization: number, error: unknown): Promise<void> {
    this.log.warn({ err: error }, 'an Alertmanager was not told of a close');
    const message = 'an alert was closed by hand, but its Alertmanager could not be told';
    await systemEvent(this.store, { organization, severity: 'warning', source: 'close', message }).catch((problem: unknown) =>
      this.log.error({ err: problem }, 'a system event is lost'),
    );
  }
}
