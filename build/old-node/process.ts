// The engine's entry for Node 20: the additions have to be there before any package is loaded.
import './additions.ts'
import '../../electron/engine/process/main.ts'
