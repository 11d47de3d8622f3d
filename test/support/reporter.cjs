// Mocha's spec reporter with one closing line that any machine can read.
const { Runner, reporters } = require('mocha')

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options)
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      process.stdout.write(`\n${this.stats.passes} passed, ${this.stats.failures} failed\n`)
    })
  }
}
