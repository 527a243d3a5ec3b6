package io.earnorm.pool.spring.documentation;

/**
 * A fenced block of a page.
 *
 * @param page its path from the root of the repository
 * @param line of the page where the block's text begins, from 1
 * @param language what stands behind the fence; may be empty
 * @param text without the fences
 */
public record Block(String page, int line, String language, String text) {

    @Override
    public String toString() {
        return page + ":" + line;
    }
}
