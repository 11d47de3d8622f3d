/** Reads aloud, where this browser has a voice of the language; Android's WebView has none. */
export function createSpeech(synthesis: SpeechSynthesis | undefined) {
  const voiceOf = (language: string) => (synthesis ? synthesis.getVoices().filter((it) => it.lang.slice(0, language.length).toLowerCase() === language.toLowerCase())[0] : undefined)
  return {
    speaks: (language: string): boolean => voiceOf(language) !== undefined,
    read: (language: string, text: string): void => {
      const voice = voiceOf(language)
      if (!synthesis || !voice) return
      synthesis.cancel()
      const utterance = new SpeechSynthesisUtterance(text)
      utterance.voice = voice
      utterance.lang = voice.lang
      synthesis.speak(utterance)
    },
    quiet: (): void => { if (synthesis) synthesis.cancel() },
  }
}
export type Speech = ReturnType<typeof createSpeech>
