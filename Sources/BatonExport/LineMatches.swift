/// Which lines of two texts belong together.
enum LineMatches {
    /// The matches of a shortest edit script with at most `steps` differences, in order; `nil` when it has more.
    ///
    /// Time is bounded by the number of lines times `steps`, memory by the square of `steps`.
    static func shortest(
        _ old: ArraySlice<Int32>,
        _ new: ArraySlice<Int32>,
        _ steps: Int
    ) -> [(Int, Int)]? {
        let (n, m) = (old.count, new.count)
        guard abs(n - m) <= steps else { return nil }
        let limit = min(steps, n + m)
        // Of each number of differences, the furthest places on the diagonals that it reaches.
        var trace: [[Int32]] = []
        var furthest = [Int32](repeating: 0, count: 2 * limit + 3)
        let middle = limit + 1
        for d in 0...limit {
            trace.append(Array(furthest[(middle - d - 1)...(middle + d + 1)]))
            for k in stride(from: -d, through: d, by: 2) {
                let isDown = k == -d || k != d && furthest[middle + k - 1] < furthest[middle + k + 1]
                var x = Int(isDown ? furthest[middle + k + 1] : furthest[middle + k - 1] + 1)
                var y = x - k
                // Beyond an edge there is nothing to reach.
                guard x <= n, y <= m, y >= 0 else {
                    furthest[middle + k] = Int32(x)
                    continue
                }
                while x < n, y < m, old[old.startIndex + x] == new[new.startIndex + y] {
                    x += 1
                    y += 1
                }
                furthest[middle + k] = Int32(x)
                if x >= n, y >= m { return matches(old.startIndex, new.startIndex, n, m, d, trace) }
            }
        }
        return nil
    }

    /// Goes the way back from the end.
    private static func matches(
        _ oldStart: Int,
        _ newStart: Int,
        _ n: Int,
        _ m: Int,
        _ last: Int,
        _ trace: [[Int32]]
    ) -> [(Int, Int)] {
        var result: [(Int, Int)] = []
        var (x, y) = (n, m)
        for d in stride(from: last, through: 0, by: -1) {
            let furthest = trace[d]
            let middle = d + 1
            let k = x - y
            let isDown = k == -d || k != d && furthest[middle + k - 1] < furthest[middle + k + 1]
            let before = isDown ? k + 1 : k - 1
            let previousX = d == 0 ? 0 : Int(furthest[middle + before])
            let previousY = d == 0 ? 0 : previousX - before
            while x > previousX, y > previousY {
                x -= 1
                y -= 1
                result.append((oldStart + x, newStart + y))
            }
            (x, y) = (previousX, previousY)
        }
        return result.reversed()
    }

    /// Lines that each text has just once, as many as stand in the same order in both.
    static func unique(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>) -> [(Int, Int)] {
        func places(_ lines: ArraySlice<Int32>) -> [Int32: Int] {
            var places: [Int32: Int] = [:]
            for (index, line) in zip(lines.indices, lines) {
                places[line] = places[line] == nil ? index : -1
            }
            return places
        }
        let before = places(old)
        let after = places(new)
        let pairs = zip(old.indices, old).compactMap { index, line -> (Int, Int)? in
            guard before[line] == index, let other = after[line], other >= 0 else { return nil }
            return (index, other)
        }
        return longestIncreasing(pairs)
    }

    /// The longest part whose second places increase too: piles of cards, each card with the one below it to its left.
    private static func longestIncreasing(_ pairs: [(Int, Int)]) -> [(Int, Int)] {
        var tops: [Int] = []
        var left = [Int](repeating: -1, count: pairs.count)
        for (index, pair) in pairs.enumerated() {
            var (low, high) = (0, tops.count)
            while low < high {
                let middle = (low + high) / 2
                if pairs[tops[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
            }
            if low > 0 { left[index] = tops[low - 1] }
            if low == tops.count { tops.append(index) } else { tops[low] = index }
        }
        var result: [(Int, Int)] = []
        var next = tops.last ?? -1
        while next >= 0 {
            result.append(pairs[next])
            next = left[next]
        }
        return result.reversed()
    }
}
