/** Versions in templates (sprig's `semver.go`). */
import { GoError } from '../../go/error.ts';
import { fixed } from '../../go/template/function.ts';
import { GoInt, GoObject, int, type GoFunction, type NamedType } from '../../go/value.ts';
import { constraintFault, parseConstraint } from '../../semver/constraint.ts';
import { compareParsed, parseVersion, versionFault, type Version } from '../../semver/version.ts';
import { nilDereference } from './faults.ts';

export const versionFunctions: Record<string, GoFunction> = {
  semver: fixed(['string'], (text) => new GoObject(VERSION, {}, { ...read(text), original: text })),
  semverCompare: fixed(['string', 'string'], (constraint, version) => {
    const parsed = parseConstraint(constraint);
    if (!parsed) throw new GoError(constraintFault(constraint) ?? 'constraint parser error');
    return parsed.accepts(read(version));
  }),
};

interface Written extends Version {
  original: string;
}

function read(text: string): Version {
  const version = parseVersion(text);
  if (!version) throw new GoError(versionFault(text));
  return version;
}

type Method = (receiver: GoObject) => GoFunction;

/** The methods of a struct, and of a pointer to it. */
const OF_STRUCT: Record<string, Method> = {
  String: get(written),
  Major: get(({ major }) => new GoInt('uint64', major)),
  Minor: get(({ minor }) => new GoInt('uint64', minor)),
  Patch: get(({ patch }) => new GoInt('uint64', patch)),
  Prerelease: get(({ prerelease }) => prerelease),
  Metadata: get(({ build }) => build),
  IncPatch: next(({ major, minor, patch, prerelease }) => ({
    ...{ major, minor, patch: prerelease === '' ? patch + 1n : patch },
  })),
  IncMinor: next(({ major, minor }) => ({ major, minor: minor + 1n, patch: 0n })),
  IncMajor: next(({ major }) => ({ major: major + 1n, minor: 0n, patch: 0n })),
};

/** Masterminds' `*semver.Version`, as far as templates can use its methods. */
const VERSION: NamedType<GoObject> = {
  name: '*semver.Version',
  print: (receiver) => written(stateOf(receiver)),
  marshal: (receiver) => written(stateOf(receiver)),
  methods: {
    ...OF_STRUCT,
    Original: get(({ original }) => original),
    Compare: compared((order) => int(order)),
    LessThan: compared((order) => order < 0),
    LessThanEqual: compared((order) => order <= 0),
    GreaterThan: compared((order) => order > 0),
    GreaterThanEqual: compared((order) => order >= 0),
    Equal: compared((order) => order === 0),
  },
};

/** The same where Go returns the struct and no pointer to it. */
const STRUCT: NamedType<GoObject> = {
  ...VERSION,
  name: 'semver.Version',
  methods: OF_STRUCT,
};

function stateOf(receiver: GoObject): Written {
  return receiver.state as Written;
}

function written({ major, minor, patch, prerelease, build }: Version): string {
  const before = prerelease && `-${prerelease}`;
  return `${major}.${minor}.${patch}${before}${build && `+${build}`}`;
}

function get(field: (version: Written) => unknown): Method {
  return (receiver) => fixed([], () => field(stateOf(receiver)));
}

function compared(answer: (order: number) => unknown): Method {
  return (receiver) =>
    fixed(['*semver.Version'], (other) => {
      if (!other) throw nilDereference();
      return answer(Math.sign(compareParsed(stateOf(receiver), stateOf(other))));
    });
}

function next(change: (version: Version) => Pick<Version, 'major' | 'minor' | 'patch'>): Method {
  return (receiver) =>
    fixed([], () => {
      const version = { ...change(stateOf(receiver)), prerelease: '', build: '' };
      const prefix = stateOf(receiver).original.startsWith('v') ? 'v' : '';
      return new GoObject(STRUCT, {}, { ...version, original: prefix + written(version) });
    });
}
