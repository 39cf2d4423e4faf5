/// <reference path="./pocketbase.d.ts" />

/** goja: modules are reached from inside a handler only, by their path. */
declare function require(path: string): typeof import('./app.ts');
