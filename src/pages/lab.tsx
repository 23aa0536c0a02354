import Layout from '@theme/Layout';
import { LabPage } from '../components/ClusterLab/LabPage.tsx';

export default function ClusterLab() {
  return (
    <Layout
      title="Cluster lab"
      description="Run a Raft cluster, break it, go back in time, and try another future."
    >
      <LabPage />
    </Layout>
  );
}
