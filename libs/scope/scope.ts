export {
  type Asked,
  type Caller,
  covers,
  type ListBinds,
  listBinds,
  nodesOf,
  resolveScope,
  type Scope,
  scopeIds,
  singleId,
  sizeOf,
} from './resolve.js';
export { type Node, type Role, roles, Tree } from './tree.js';
