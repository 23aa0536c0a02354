import { createRoot } from 'react-dom/client';
import '../../src/css/custom.css';
import { ClusterView } from '../../src/components/ClusterStage/ClusterView.tsx';
import { run } from '../../src/components/ClusterStage/testing.ts';
import frame from '../../src/components/SpaceTime/frame.module.css';
import type { ClusterOptions } from '../../src/raft/index.ts';

/** A page with nothing but the stage, for any run: lessons have few runs, and none with two hundred messages on their way. */
export interface StagePage {
  readonly servers: number;
  readonly lines: string;
  readonly options?: ClusterOptions;
  readonly at?: number;
}

function show({ servers, lines, options, at }: StagePage): void {
  const trace = run(servers, lines, options);
  createRoot(document.getElementById('stage')!).render(
    <div className={`${frame.frame} ${frame.cluster}`}>
      <ClusterView
        system="raft"
        trace={trace}
        label="A run of Raft"
        hidden={[]}
        at={at}
        find={undefined}
        failure={null}
        panels={[]}
      />
    </div>,
  );
}

Object.assign(window, { show });
