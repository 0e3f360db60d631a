/** Memory that JavaScript objects and buffers hold, in bytes. */
export function getUsedMemory(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
