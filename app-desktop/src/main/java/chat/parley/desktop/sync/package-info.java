/**
 * The conversation with one server: the poll loop, what is made of its outcomes, and sending. It
 * knows nothing of windows; {@link chat.parley.desktop.sync.ChatSession} is the way in.
 *
 * <table>
 * <caption>Threads</caption>
 * <tr><td>{@code poll}</td><td>one a session: {@code SyncLoop}; waits for replies and for the disk,
 *     holds nothing else up</td></tr>
 * <tr><td>{@code session}</td><td>one a session: calls the listener, completes the futures of
 *     {@code ChatSession}, and is where {@code Sender} lives; never blocks</td></tr>
 * <tr><td>{@code replica}</td><td>one for all sessions: the only one that uses the file; completes
 *     nothing itself</td></tr>
 * <tr><td>{@code http-N} (virtual), and the HTTP client's own</td><td>read replies and judge
 *     them</td></tr>
 * </table>
 *
 * <p>There are no locks: what one thread owns, others reach by a task, a future or a volatile flag.
 */
package chat.parley.desktop.sync;
