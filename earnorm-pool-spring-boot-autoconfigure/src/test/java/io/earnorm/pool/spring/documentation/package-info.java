/** What the pages say is so: snippets compile, settings exist, links lead somewhere, messages are those of the code. */
@NullMarked
package io.earnorm.pool.spring.documentation;

import org.jspecify.annotations.NullMarked;
