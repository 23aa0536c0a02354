import type { Scenario, System } from '../sim/index.ts';
import { clusterSystem, type Application } from './cluster.ts';
import { clusterPromises } from './promises.ts';
import { auction } from './services/auction.ts';
import { echo } from './services/echo.ts';
import { timedAuction } from './services/timed-auction.ts';

const applications: Readonly<Record<string, Application>> = { echo, auction, 'timed-auction': timedAuction };

interface Setup {
  readonly application: Application;
  readonly members: number;
  readonly retries: boolean;
}

/** What the name of a system says: `aeron-auction`, `aeron-auction-of-2`, `aeron-auction-without-retries`. Nothing when it is none of Aeron. */
export function readClusterName(name: string): Setup | undefined {
  const [, of = '', members = '3', without] =
    /^aeron-([a-z-]+?)(?:-of-([1-7]))?(-without-retries)?$/.exec(name) ?? [];
  if (!Object.hasOwn(applications, of)) return undefined;
  return { application: applications[of]!, members: Number(members), retries: without === undefined };
}

/** The system of a scenario. @throws Error with a sentence when there is none of this name */
export function systemFor({ system: name }: Pick<Scenario, 'system'>): System {
  const setup = readClusterName(name);
  if (setup === undefined)
    throw new Error(
      `There is no system “${name}” of Aeron. Write: ${clusterNames.map((known) => `system ${known}`).join(', or: ')}.`,
    );
  const { application, members, retries } = setup;
  return { ...clusterSystem(application, { members, retries }), always: clusterPromises() } as System;
}

export const clusterNames: readonly string[] = Object.keys(applications).map((of) => `aeron-${of}`);
