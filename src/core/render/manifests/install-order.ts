/** The kinds in the order in which Helm installs them (helm `pkg/release/v1/util/kind_sorter.go`). */
import { byteOrder } from '../../go/byte-order.ts';
import type { HelmMajor } from '../loaded.ts';

const KINDS = `
  PriorityClass Namespace NetworkPolicy ResourceQuota LimitRange PodSecurityPolicy
  PodDisruptionBudget ServiceAccount Secret SecretList ConfigMap StorageClass PersistentVolume
  PersistentVolumeClaim CustomResourceDefinition ClusterRole ClusterRoleList ClusterRoleBinding
  ClusterRoleBindingList Role RoleList RoleBinding RoleBindingList Service DaemonSet Pod
  ReplicationController ReplicaSet Deployment HorizontalPodAutoscaler StatefulSet Job CronJob
  IngressClass Ingress APIService
`
  .trim()
  .split(/\s+/);

const ORDER = {
  3: new Map(KINDS.map((kind, i) => [kind, i])),
  4: new Map(
    [...KINDS, 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map((kind, i) => [
      kind,
      i,
    ]),
  ),
} as const;

/** Sorts by kind; unknown kinds come last, by their names. What is of one kind keeps its order. */
export function inInstallOrder<T extends { kind: string }>(
  items: readonly T[],
  helm: HelmMajor,
): T[] {
  const order = ORDER[helm];
  return items.toSorted((a, b) => {
    const [first, second] = [order.get(a.kind), order.get(b.kind)];
    if (first !== undefined && second !== undefined) return first - second;
    if (first === undefined && second === undefined) return byteOrder(a.kind, b.kind);
    return first === undefined ? 1 : -1;
  });
}
