import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import typescript from 'typescript-eslint'

// Plain TypeScript is linted by oxlint; ESLint only knows what oxlint does not: Vue templates.
const files = ['web/**/*.vue']

export default [
  { ignores: ['web/dist/**'] },
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files })),
  ...accessibility.configs['flat/recommended'].map((config) => ({ ...config, files })),
  {
    files,
    languageOptions: { parserOptions: { parser: typescript.parser, ecmaVersion: 'latest', sourceType: 'module' } },
    rules: {
      // Layout is a matter of taste, and of the formatter.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/first-attribute-linebreak': 'off',
      // Ruler, Tag, Segment: the language of the design has one-word names.
      'vue/multi-word-component-names': 'off',
      // An optional property without a default is undefined, which is what TypeScript says.
      'vue/require-default-prop': 'off',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/no-v-html': 'error',
      // FormField labels what stands in its slot.
      'vuejs-accessibility/form-control-has-label': ['error', { labelComponents: ['FormField'] }],
      // A label names its control by `for`; nesting as well is not needed.
      'vuejs-accessibility/label-has-for': ['error', { required: { some: ['nesting', 'id'] } }],
    },
  },
]
