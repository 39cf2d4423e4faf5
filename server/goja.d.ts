/// <reference path="./pocketbase.d.ts" />

/** goja: modules are reached from inside a handler only, by their path. */
declare function require(path: string): typeof import('./app.ts') & StageModule;

/** What only the stage has beside it: the domain's functions by name (tests/domain/tables). */
interface StageModule {
	outcomeOf(call: string, given: readonly unknown[]): unknown;
}
