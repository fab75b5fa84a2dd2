/** A script, if a page took the text for markup. */
export const script = '<img src=x onerror="window.wasRun=true"><script>window.wasRun=true</script>';
