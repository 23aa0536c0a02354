import { useCallback, useId, useState } from 'react';
import { architectures } from '../../events/shop/architecture.ts';
import type { Time } from '../../sim/index.ts';
import { toggle, type Setting } from '../../workbook/shop/setting.ts';
import { Announcer } from '../stage/Announcer.tsx';
import { TabList } from '../stage/Tabs.tsx';
import { about, titles } from './about.ts';
import { FaultsPanel } from './FaultsPanel.tsx';
import { OutcomeTable } from './OutcomeTable.tsx';
import { Replay } from './Replay.tsx';
import { saying } from './saying.ts';
import { ShopStage } from './ShopStage.tsx';
import { useComparison } from './useComparison.ts';
import { useShopAddress } from './useShopAddress.ts';
import styles from './Comparison.module.css';

interface ComparisonProps {
  readonly opening: Setting;
  /** Why it is not what a link said. */
  readonly notice?: string;
}

/** One story and the same faults under five architectures: a run of one of them, and what came of all. */
export function Comparison({ opening, notice }: ComparisonProps) {
  const [setting, setSetting] = useState(opening);
  const [touched, setTouched] = useState(false);
  const { architecture, faults, seed } = setting;
  const change = useCallback((to: (setting: Setting) => Setting) => {
    setTouched(true);
    setSetting(to);
  }, []);
  const onTime = useCallback((at: Time | null) => setSetting((setting) => ({ ...setting, at })), []);
  const { runs, shown, isFresh } = useComparison(setting);
  useShopAddress(setting, touched);
  const id = useId();

  return (
    <div className={styles.comparison} data-ready={isFresh || undefined}>
      {notice !== undefined && (
        <p className={styles.notice} role="status">
          {notice}
        </p>
      )}
      <FaultsPanel
        {...{ faults, seed }}
        onToggle={(fault) => change((setting) => toggle(setting, fault))}
        onSeed={(seed) => change((setting) => ({ ...setting, seed }))}
      />
      <section className={styles.card} aria-label="A run of the story">
        <div className={styles.switch}>
          <TabList
            id={id}
            label="Architecture"
            names={architectures.map((name) => titles[name])}
            open={architectures.indexOf(architecture)}
            onOpen={(tab) => change((setting) => ({ ...setting, architecture: architectures[tab]! }))}
          />
        </div>
        <div id={id} role="tabpanel" aria-labelledby={`${id}${titles[architecture]}`}>
          <p className={styles.about}>{about[architecture]}</p>
          <div className={styles.run}>
            {shown && (
              <ShopStage
                architecture={shown.run.architecture}
                trace={shown.run.trace}
                label={`The story by ${titles[shown.run.architecture.name]}`}
                hidden={hidden}
                at={opening.at ?? undefined}
                onTime={onTime}
              />
            )}
          </div>
        </div>
      </section>
      {shown && <Replay run={shown.run} at={setting.at} />}
      <OutcomeTable
        {...{ runs, architecture }}
        isStale={!isFresh}
        onChoose={(name) => change((setting) => ({ ...setting, architecture: name }))}
      />
      <Announcer sentence={touched && isFresh && shown ? saying(setting, shown) : ''} />
    </div>
  );
}

/** Their requests stand under “Answers”; the diagram has room for those who ask most. */
const hidden = ['cem', 'zoe', 'admin'];
